"""The empty class list to download: a sheet to fill in, and one that says how."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pejling.people.columns import TITLES
from pejling.people.rows import MAX_ROWS

SHEET = "Deltagere"
_WIDTHS = {"name": 32, "organisation": 30, "organisation_type": 20, "team": 24, "job_title": 24, "email": 36}
_EXAMPLES = (
    ("Eksempel: Mette Lund", "Jobcenter Solby", "jobcenter", "Team Virksomhed", "Jobkonsulent", "mette@solby.example"),
    ("Eksempel: Ali Kaya", "Fagfolkets A-kasse", "a-kasse", "Team Nord", "A-kassekonsulent", "ali@fagfolk.example"),
)
_GUIDE = (
    ("Sådan bruger du arket", (
        "Skriv én deltager i hver række på arket „Deltagere“.",
        "Rækker, hvor navnet begynder med „Eksempel“, springes over. Du kan lade dem stå eller slette dem.",
        "Gem filen som Excel-projektmappe (.xlsx), og hent den ind på holdet.",
        "Du ser først en prøve: intet er gemt, før du siger ja.",
        "Er der fejl, får du række og årsag. Ret dem her, og hent filen igen. Så længe der er fejl, kommer ingen med.",
    )),
    ("Kolonnerne", (
        "Navn: fornavn og efternavn, som kollegerne kender det. Skal udfyldes.",
        "Organisation: jobcenter, a-kasse eller anden arbejdsplads. Skal udfyldes, og skal staves ens i alle rækker.",
        "Organisationstype: jobcenter, a-kasse eller andet. Bruges, når grupper blandes på tværs.",
        "Team: afdeling eller team. Hjælper med at kende to med samme navn fra hinanden.",
        "Stilling: for eksempel jobkonsulent eller sagsbehandler.",
        "E-mail: arbejdsmail. Må være tom.",
    )),
    ("Det skal ikke med", (
        "Skriv aldrig CPR-numre, og intet om borgere.",
        "Ledere og undervisere skal ikke stå på listen. De inviteres fra holdets side.",
        f"Listen kan have op til {MAX_ROWS} deltagere.",
    )),
)


def class_list_template() -> bytes:
    """An .xlsx file with the sheets Deltagere (header, two example rows, choices for the type) and Vejledning."""
    book = Workbook()
    people = book.active
    assert isinstance(people, Worksheet)  # noqa: S101 - a new workbook has one sheet
    _fill_people(people)
    _fill_guide(book.create_sheet("Vejledning"))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _fill_people(sheet: Worksheet) -> None:
    sheet.title = SHEET
    sheet.append([TITLES[field] for field in _WIDTHS])
    for row in _EXAMPLES:
        sheet.append(row)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", start_color="FFDCE6EC")
    for row in sheet["A2:F3"]:
        for cell in row:
            cell.font = Font(italic=True, color="FF5A6670")
    for letter, width in zip("ABCDEF", _WIDTHS.values(), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    choices = DataValidation(type="list", formula1='"jobcenter,a-kasse,andet"', allow_blank=True, showErrorMessage=True)
    choices.errorTitle, choices.error = "Organisationstype", "Vælg jobcenter, a-kasse eller andet."
    choices.add(f"C2:C{MAX_ROWS + 1}")
    sheet.add_data_validation(choices)


def _fill_guide(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width = 100
    for heading, lines in _GUIDE:
        sheet.append([heading])
        sheet.cell(sheet.max_row, 1).font = Font(bold=True, size=13)
        for line in lines:
            sheet.append([line])
            sheet.cell(sheet.max_row, 1).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append([None])
