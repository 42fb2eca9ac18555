/**
 * The API's requests and answers. Made from the server's models: do not edit; CONTRIBUTING says how it is made again.
 */
declare namespace Api {
  /** A day's agenda with the trainer's notes. */
  interface Agenda {
    id: string;
    title: string;
    notes: string;
    sections: Section[];
  }

  /** An exercise of the agenda; what belongs to its run is there once it was opened. */
  interface AgendaExercise {
    exercise: string;
    kind: string;
    /** What trainers call the kind, in Danish. */
    kind_label: string;
    title: string;
    minutes: number | null;
    /** Whether it gathers answers. */
    gathers: boolean;
    /** Whether the trainer steers it while the class looks on. */
    steered: boolean;
    /** What is said of those who are done, where "har svaret" does not fit. */
    done: string;
    shows_due: boolean;
    /** What the report of it is called, where there is one. */
    report: string;
    id: string;
    broken: false;
    scope: "person" | "group" | "pair" | "seat" | "course";
    anonymous: boolean;
    /** Whether it is shown only as a total. */
    total: boolean;
    for_class: boolean;
    /** Whether each round is shown before the next one begins, maybe months later. */
    rounds_apart: boolean;
    only_author: boolean;
    rounds: number;
    homework: boolean;
    /** HTML. */
    notes: string;
    may_share: boolean;
    phase: "waiting" | "open" | "closed" | "revealed";
    round: number;
    can_undo: boolean;
    run: string;
    count: number;
    finished: number;
    of: number;
    due: string | null;
    seen: boolean;
    newer_content: boolean;
  }

  /** What the two have agreed of a visit; no time: there is none yet. */
  interface Agreed {
    at: string | null;
    place?: string;
    conversation?: string;
    tools?: string[];
  }

  /** Someone who is in the round and has no partner. */
  interface Alone {
    person: string;
    places: FreePlace[];
  }

  /** One filled field of a record. */
  interface Answered {
    id: string;
    title: string;
    /** As it is kept, for a view that draws it. */
    value: any;
    /** As it is read. */
    text: string;
  }

  /** Someone, or a group, that could answer, and how far they are. */
  interface Answerer {
    subject: string;
    name: string;
    answered: boolean;
    finished: boolean;
    handed_in: string | null;
    entered_by_trainer: boolean;
  }

  /** When and where a visit is; None: it has no date yet. */
  interface Arranged {
    at: string | null;
    place?: string;
  }

  /** What to make, and of what. */
  interface Asked {
    kind: string;
    arguments?: { [name: string]: any };
  }

  /** Whether someone is out of a round. */
  interface Away {
    round: number;
    person: string;
    away: boolean;
  }

  /** One bar of a distribution: how many chose it, and the whole per cent of those who answered. */
  interface Bar {
    id: string;
    text: string;
    count: number;
    percent: number;
    /** Mean place, 1 first, where the answers are rankings. */
    mean: number | null;
    /** What stands small beside its text, as what an end of a scale means. */
    detail: string;
  }

  /** What one page sends at a time, in the order in which it was done. */
  interface Batch {
    device: string;
    events: Sent[];
  }

  /** An exercise whose file cannot be used. */
  interface BrokenExercise {
    id: string;
    title: string;
    broken: true;
  }

  /** The secret address of one's own calendar, told once. */
  interface CalendarLink {
    url: string;
  }

  /** What an import would do, or has done. */
  interface ClassList {
    people: ListedPerson[];
    problems: ListedProblem[];
    notes: string[];
    ok: boolean;
    /** The import's id, with which it can be undone. */
    imported: string | null;
    questions: ListQuestion[];
    first: FirstRows;
    /** A fingerprint of what an import would do. */
    mark: string;
  }

  /** The clock on the screen: set, moved or taken away, and whether it is heard. */
  interface Clock {
    minutes?: number | null;
    add?: number;
    off?: boolean;
    sound?: boolean | null;
  }

  /** A join code as typed. */
  interface Code {
    code: string;
  }

  /** How many mistakes are left in the content files. */
  interface ContentRead {
    problems: number;
  }

  /** Whether the course takes no more answers. */
  interface CourseClosed {
    closed: boolean;
  }

  /** The number of the receipt, and the receipt at once: whoever deletes the last course could not fetch it. */
  interface CourseDeleted {
    receipt: string;
    /** None for a rehearsal, of which no receipt is kept. */
    left: DeletionReceipt | null;
  }

  /** The course a day belongs to. */
  interface CourseHead {
    id: string;
    title: string;
    closed: boolean;
  }

  /** A new course and its console. */
  interface CourseMade {
    course: string;
    url: string;
  }

  /** The course's settings. */
  interface CourseOverview {
    id: string;
    title: string;
    closed: boolean;
    door_open: boolean;
    /** Today's. */
    code: string | null;
    write_own_name: boolean;
    least: number;
    keep_until: string;
    example: boolean;
    rehearsal_of: string | null;
    screen: ScreenPosition;
  }

  /** What a trainer may change about a course; what is left out stays as it is. */
  interface CourseSettings {
    title?: string | null;
    write_own_name?: boolean | null;
    least?: number | null;
    keep_until?: string | null;
  }

  /** The course that a code opens. */
  interface CourseToJoin {
    course: string;
    title: string;
    door_open: boolean;
    write_own_name: boolean;
    organisations: string[];
  }

  /** One column, with its permanent name. */
  interface DataColumn {
    key: string;
    title: string;
    meaning: string;
  }

  /** A course that its viewer may read. */
  interface DataCourse {
    id: string;
    title: string;
    role: "participant" | "trainer" | "leader" | "screen";
  }

  /** The viewer's courses. */
  interface DataCourses {
    courses: DataCourse[];
  }

  /** A course as its viewer may read it, in one file to be read without the server. */
  interface DataFile {
    course: DataCourse;
    made_at: string;
    /** By what follows the course in the table's own address: "days", "answers/hjemmeopgave-modul-1". */
    tables: { [name: string]: DataTable };
  }

  /** A table with its columns explained. */
  interface DataTable {
    columns: DataColumn[];
    rows: ((string | number | boolean | null)[])[];
    /** What one should know of it: why it is empty, for instance. */
    note: string;
  }

  /** A day of the programme, with the course's date and place. */
  interface DayOverview {
    id: string;
    title: string;
    module: string;
    date: string | null;
    place: string;
  }

  /** When and where a day is held. */
  interface DayPlan {
    day: string;
    date: string | null;
    place?: string;
  }

  /** Every exercise of a day as one viewer may see it. */
  interface DayStates {
    now: string;
    person: string;
    name: string;
    role: "participant" | "trainer" | "leader" | "screen" | null;
    course: CourseHead;
    /** The viewer's group, or "". */
    group: string;
    /** The exercises that are open, the one opened last at the end. */
    now_open: string[];
    exercises: { [name: string]: WaitingExercise | ExerciseView };
  }

  /** What is left of a deleted course. */
  interface DeletionReceipt {
    title: string;
    deleted_at: string;
    /** What → how many, in Danish. */
    counts: { [name: string]: number };
    backups_until: string;
  }

  /** How answers to one question are spread; with `few`, too few have answered for anything to be shown. */
  interface Distribution {
    /** People who answered; 0 with `few`, so that nobody can subtract. */
    n: number;
    few: boolean;
    bars: Bar[];
    mean: number | null;
    median: number | null;
    /** What its bars are told by: how many chose each, or its mean place. */
    by: "count" | "place";
  }

  /** How many groups were made. */
  interface Divided {
    groups: number;
  }

  /** Whether people may come in. */
  interface Door {
    open: boolean;
  }

  /** Today's code and where it is typed; None when the door is closed. */
  interface DoorState {
    code: string | null;
    join_url: string | null;
  }

  /** When an answer is due; None takes the date away. */
  interface Due {
    day: string | null;
  }

  /** The day an answer is due. */
  interface DueSet {
    due: string | null;
  }

  /** The login to end. */
  interface EndLogin {
    end: string;
  }

  /** One exercise as the trainer may see it; `answered` is None where it may not be known. */
  interface ExerciseDetail {
    exercise: string;
    kind: string;
    /** What trainers call the kind, in Danish. */
    kind_label: string;
    title: string;
    minutes: number | null;
    /** Whether it gathers answers. */
    gathers: boolean;
    /** Whether the trainer steers it while the class looks on. */
    steered: boolean;
    /** What is said of those who are done, where "har svaret" does not fit. */
    done: string;
    shows_due: boolean;
    /** What the report of it is called, where there is one. */
    report: string;
    id: string;
    broken: false;
    scope: "person" | "group" | "pair" | "seat" | "course";
    anonymous: boolean;
    /** Whether it is shown only as a total. */
    total: boolean;
    for_class: boolean;
    /** Whether each round is shown before the next one begins, maybe months later. */
    rounds_apart: boolean;
    only_author: boolean;
    rounds: number;
    homework: boolean;
    /** HTML. */
    notes: string;
    may_share: boolean;
    phase: "waiting" | "open" | "closed" | "revealed";
    round: number;
    can_undo: boolean;
    run: string;
    count: number;
    finished: number;
    of: number;
    due: string | null;
    seen: boolean;
    newer_content: boolean;
    view: ExerciseView | null;
    answered: Answerer[] | null;
    texts: UnsignedText[];
  }

  /** An opened exercise as one viewer may see it. */
  interface ExerciseView {
    exercise: string;
    kind: string;
    /** What trainers call the kind, in Danish. */
    kind_label: string;
    title: string;
    minutes: number | null;
    /** Whether it gathers answers. */
    gathers: boolean;
    /** Whether the trainer steers it while the class looks on. */
    steered: boolean;
    /** What is said of those who are done, where "har svaret" does not fit. */
    done: string;
    shows_due: boolean;
    /** What the report of it is called, where there is one. */
    report: string;
    phase: "open" | "closed" | "revealed";
    run: string;
    round: number;
    /** HTML. */
    intro: string;
    anonymous: boolean;
    scope: "person" | "group" | "pair" | "seat" | "course";
    /** The sentence *hvem ser hvad*. */
    sees: string;
    historical: string;
    proposal: boolean;
    source: string;
    homework: boolean;
    due: string | null;
    /** The viewer's group, or the scope. */
    subject: string;
    needs_group: boolean;
    /** Whether it can be answered only in a group, or a pair, that the viewer is not in. */
    needs_pair: boolean;
    revision: number;
    /** Field → the revision at which it was last set. */
    fields: { [name: string]: number };
    /** When the viewer's answer was last saved, in words. */
    saved: string | null;
    /** What the kind's view draws; see its `model.py`. */
    public: { [name: string]: any };
    /** Whether a clock of it is going. */
    going: boolean;
    /** What may be shown of everybody's answers now. */
    summary: Summary | null;
  }

  /** One figure with how sure it is: `n` people behind it, and an interval around it where one can be given. */
  interface Figure {
    n: number;
    value: number | null;
    low: number | null;
    high: number | null;
    few: boolean;
    /** What so high a figure is called: one of the network's `bands`. */
    word: string;
  }

  /** A row of the file as it stands there. */
  interface FirstRow {
    row: number;
    cells: string[];
  }

  /** The file's first rows, under the letters of their columns. */
  interface FirstRows {
    columns: string[];
    rows: FirstRow[];
  }

  /** The programme, and every total that was shown to the class. */
  interface ForLeaders {
    title: string;
    people: number;
    modules: PlannedModule[];
    totals: ExerciseView[];
    tried: TriedTools[];
    least: number;
  }

  /** Where someone without a partner could be. */
  interface FreePlace {
    people: string[];
    /** What it would break, in Danish. */
    breaks: string[];
  }

  /** When the day goes on, as the trainer has said it. */
  interface GoesOn {
    /** As it is read: 10.35. */
    at: string;
    /** Seconds. */
    remaining: number;
  }

  /** A clock that is going while something else is shown. */
  interface GoingClock {
    title: string;
    remaining: number;
  }

  /** The page to go to now. */
  interface Goto {
    url: string;
  }

  /** A new, empty group. */
  interface GroupMade {
    group: string;
  }

  /** A group and the ids of its people. */
  interface GroupOfPeople {
    id: string;
    name: string;
    people: string[];
  }

  /** A heading with what was written under it. `few`: too few have written for anything to be shown. */
  interface Heading {
    id: string;
    title: string;
    /** People or groups who wrote; 0 with `few`. */
    n: number;
    /** Whether one writes several posts under it, or one text. */
    many: boolean;
    few: boolean;
    groups: Posts[];
    shape: "texts";
  }

  /** Whether the visit was held. */
  interface Held {
    held: boolean;
  }

  /** Whether someone without a phone is here. */
  interface Here {
    here: boolean;
  }

  /** Homework that can still be handed in. */
  interface Homework {
    title: string;
    due: string | null;
  }

  /** How many people were taken out again. */
  interface ImportUndone {
    people: number;
  }

  /** Logged in; `pin` is told once, when the name is taken. */
  interface Inside {
    url: string;
    pin: string | null;
  }

  /** A trainer or leader to let in by a one-time link. */
  interface Invitation {
    name: string;
    email?: string;
    role: "trainer" | "leader";
  }

  /** The person who was invited, and the link to give them. */
  interface Invited {
    link: string;
    /** A data URI. */
    qr: string;
    person: string;
  }

  /** It is written down and will be done. */
  interface JobAsked {
    id: string;
  }

  /** The viewer's jobs in a course, the latest first. */
  interface JobList {
    jobs: JobStatus[];
  }

  /** One job of the viewer's own. */
  interface JobStatus {
    id: string;
    kind: string;
    arguments: { [name: string]: string };
    label: string;
    state: "waiting" | "running" | "done" | "failed";
    percent: number;
    doing: string;
    /** Why it failed, and what to do. */
    reason: string;
    filename: string;
    /** The file is a page to look at in the browser. */
    shown: boolean;
    /** When it is ended: so long it can be fetched. */
    kept_until: string | null;
  }

  /** Someone is put together with others in a round, whatever that breaks when `anyway`. */
  interface Joined {
    round: number;
    person: string;
    to: string[];
    anyway?: boolean;
  }

  /** Who leads whom. */
  interface LeaderLine {
    person: string;
    leader: string;
  }

  /** Who leads a person; None for nobody on the course. */
  interface Led {
    person: string;
    leader: string | null;
  }

  /** The first letters of one's name. */
  interface Letters {
    code: string;
    letters: string;
  }

  /** Logged in by a one-time link. */
  interface LinkUsed {
    url: string;
    needs_password: boolean;
    name: string;
    email: string;
  }

  /** One answer to a doubt; its key is given back among the `confirmed`. */
  interface ListChoice {
    key: string;
    label: string;
  }

  /** A class list that was imported. */
  interface ListImport {
    id: string;
    filename: string;
    people: number;
    made_at: string;
    undone: boolean;
  }

  /** One answer to a question about the file. */
  interface ListOption {
    answer: string;
    label: string;
  }

  /** Something about the file that the trainer can point out, and must where it is `needed`. */
  interface ListQuestion {
    key: string;
    text: string;
    /** The one that holds now, or the likeliest where one is needed. */
    answer: string;
    needed: boolean;
    options: ListOption[];
  }

  /** A course that the viewer trains. */
  interface ListedCourse {
    id: string;
    title: string;
    closed: boolean;
    example: boolean;
    rehearsal: boolean;
    people: number;
    created_at: string;
  }

  /** The courses that the viewer trains, newest first. */
  interface ListedCourses {
    courses: ListedCourse[];
  }

  /** Someone on the list, and what an import makes of them. */
  interface ListedPerson {
    row: number;
    name: string;
    organisation: string;
    team: string;
    job_title: string;
    email: string;
    change: "new" | "changed" | "unchanged";
    /** What is changed, in Danish. */
    in_words: string;
  }

  /** A mistake or a doubt in one row. */
  interface ListedProblem {
    row: number;
    column: string;
    wrong: string;
    right: string;
    choices: ListChoice[];
  }

  /** The login that was ended. */
  interface LoginEnded {
    ended: string;
  }

  /** The viewer and the viewer's courses. */
  interface Me {
    person: string;
    name: string;
    administrator: boolean;
    login: string;
    courses: OwnCourse[];
  }

  /** What the trainer does with an exercise. */
  interface Move {
    do: "open" | "close" | "peek" | "reveal" | "hide" | "again" | "reset" | "undo";
    phase?: string;
  }

  /** Figures over time, a line for each thing that moves. */
  interface Movement {
    id: string;
    title: string;
    /** What stands under the points: dates, rounds. */
    times: string[];
    /** (text, a figure for each time). */
    lines: [string, Figure[]][];
    /** The ends of the scale that the figures lie on. */
    scale: [number, number];
    shape: "movement";
  }

  /** A participant whose name begins with the letters. */
  interface NameToTake {
    id: string;
    name: string;
    organisation: string;
    team: string;
    taken: boolean;
  }

  /** A course's title. */
  interface Named {
    title: string;
  }

  /** Names to choose one's own from. */
  interface NamesFound {
    people: NameToTake[];
  }

  /** Directed ties between roles: (from, to) → a figure. A on B is not B on A. */
  interface Network {
    id: string;
    title: string;
    /** (id, text) of each. */
    roles: [string, string][];
    ties: [string, string, Figure][];
    /** What figures are called, the lowest first: at most three, each with a line of its own. */
    bands: string[];
    /** The ends of the scale that the figures lie on. */
    scale: [number, number];
    shape: "network";
  }

  /** Someone who is not on the list. */
  interface NewName {
    code: string;
    name: string;
    organisation?: string;
    key?: string;
  }

  /** What to log in with from now on, and what to be called. */
  interface NewPassword {
    password: string;
    old?: string;
    name?: string;
    email?: string;
  }

  /** A new PIN, told this once. */
  interface NewPin {
    pin: string;
  }

  /** One thing that is written: what it is about, and the words. */
  interface Noted {
    label: string;
    text: string;
  }

  /** Someone to add, or the corrections to someone. */
  interface OnePerson {
    name?: string | null;
    organisation?: string | null;
    organisation_type?: "jobcenter" | "a-kasse" | "andet";
    team?: string | null;
    job_title?: string | null;
    email?: string | null;
  }

  /** An unsigned text, by its mark, and whether it is to be hidden. */
  interface OneText {
    mark: string;
    hidden: boolean;
  }

  /** A one-time link, as text and as a QR code. */
  interface OneTimeLink {
    link: string;
    /** A data URI. */
    qr: string;
  }

  /** The course at a glance. */
  interface Overview {
    now: string;
    course: CourseOverview;
    join_url: string | null;
    screen_url: string;
    people: Person[];
    groups: GroupOfPeople[];
    organisations: string[];
    imports: ListImport[];
    /** Wrong tries with a PIN in the last hour. */
    wrong_tries: number;
    /** What is wrong with the machine's clock; "" when it can be believed. */
    clock: string;
    open_homework: Homework[];
    /** Whether the server stays where it is, with an address of its own. */
    stays: boolean;
    days: DayOverview[];
    /** What is wrong with the content files. */
    problems: string[];
  }

  /** What was written in a field on another page, offered back. */
  interface Overwritten {
    field: string;
    value: any;
  }

  /** A course the viewer is in. */
  interface OwnCourse {
    id: string;
    title: string;
    role: "participant" | "trainer" | "leader" | "screen";
    url: string;
  }

  /** A device the viewer is logged in on. */
  interface OwnLogin {
    id: string;
    device: string;
    since: string;
    /** Whether it is the one that asks. */
    here: boolean;
  }

  /** The devices the viewer is logged in on. */
  interface OwnLogins {
    logins: OwnLogin[];
  }

  /** A visit as the two who sit in it see it. */
  interface OwnVisit {
    id: string;
    round: number;
    /** The viewer is the one observed. */
    to_me: boolean;
    observed: string;
    observers: string[];
    /** Where the others come from. */
    organisations: string[];
    reason: string;
    starts_at: string | null;
    day: string;
    clock: string;
    place: string;
    conversation: string;
    /** The ids of the tools to be tried. */
    tools: string[];
    cancelled: boolean;
    held: boolean;
  }

  /** The viewer's own visits, and what can be chosen for them. */
  interface OwnVisits {
    visits: OwnVisit[];
    tools: Tool[];
    /** Tools that the viewer has drilled. */
    practised: string[];
    conversations: string[];
    /** Whether the viewer's calendar has an address. */
    calendar: boolean;
  }

  /** What two people wish. */
  interface PairWish {
    person: string;
    other: string;
    wish: "together" | "apart";
  }

  /** A trainer's or leader's e-mail and password. */
  interface Password {
    email: string;
    password: string;
  }

  /** Someone in the course. */
  interface Person {
    id: string;
    name: string;
    email: string;
    role: "participant" | "trainer" | "leader" | "screen";
    organisation: string;
    team: string;
    job_title: string;
    taken: boolean;
    came: boolean;
    here: boolean;
    without_phone: boolean;
  }

  /** The person it was about. */
  interface PersonChanged {
    person: string;
  }

  /** A name and its PIN, on another device. */
  interface Pin {
    person?: string;
    name?: string;
    pin: string;
  }

  /** A person and the group to be in; None for no group. */
  interface Placing {
    person: string;
    group: string | null;
  }

  /** Whether a change was made; if not, what it would break. */
  interface PlanChanged {
    saved: boolean;
    breaks: string[];
  }

  /** What came of planning: how many rounds were laid, or what stands in the way. */
  interface PlanLaid {
    laid: number;
    obstacles: string[];
  }

  /** A day of the programme, with its date and place. */
  interface PlannedDay {
    title: string;
    date: string | null;
    place: string;
  }

  /** A module of the programme. */
  interface PlannedModule {
    title: string;
    extent: string;
    about: string;
    ready: boolean;
    days: PlannedDay[];
  }

  /** A pair or a trio in a round. */
  interface PlannedPartners {
    id: string;
    people: string[];
    reason: string;
    visits: PlannedVisit[];
  }

  /** One round of visits. */
  interface PlannedRound {
    number: number;
    /** Visits in it, or in a later one, have a date or were held: it is kept when the plan is laid anew. */
    begun: boolean;
    partners: PlannedPartners[];
    alone: Alone[];
    absent: string[];
    /** Visits that were held with somebody who is no longer the partner. */
    earlier: PlannedVisit[];
  }

  /** Who observes whom, when, and what is to be tried. */
  interface PlannedVisit {
    id: string;
    observed: string;
    observers: string[];
    starts_at: string | null;
    /** The Danish day, `2027-05-03`, or "". */
    day: string;
    /** The Danish time, `10:00`, or "". */
    clock: string;
    place: string;
    conversation: string;
    /** The titles of the tools. */
    tools: string[];
    cancelled: boolean;
    held: boolean;
  }

  /** Where in the day the screen is. */
  interface Position {
    day: string;
    section?: string;
    exercise?: string;
    slide?: number;
  }

  /** One text, with what the trainer points at when hiding it. */
  interface Post {
    text: string;
    field: string;
    hidden: boolean;
  }

  /** What one person or group wrote; without a label when nobody's name may be shown. */
  interface Posts {
    label: string;
    posts: Post[];
    subject: string;
  }

  /** Why something was refused or failed, in one Danish sentence for the one who reads it. */
  interface Problem {
    reason: string;
    /** The fields that could not be read. */
    fields: string;
  }

  /** A question with how the answers to it are spread: of all, and of each organisation where that may be shown. */
  interface Question {
    id: string;
    title: string;
    whole: Distribution;
    /** By organisation; of all of them or none, since the one left out could be found by subtraction. */
    split: Series[];
    /** Whether it is not split because one of the organisations has too few answers. */
    split_few: boolean;
    /** Whether the bars are somebody's own words. */
    written: boolean;
    /** What is known about it; made by `pejling.markdown`. */
    known_html: string;
    known_source: string;
    shape: "distribution";
  }

  /** A token to read the course with in JupyterLab; shown once. */
  interface ReadToken {
    token: string;
    address: string;
    course: string;
    ends_at: string;
  }

  /** One person's or group's whole answer, where answers may be had one by one. */
  interface Record {
    label: string;
    answers: Answered[];
    finished: boolean;
    /** What the answers come to, drawn beside them. */
    chart: Question | null;
    notes: string[];
    shape: "record";
  }

  /** How many answers the played participants gave. */
  interface Rehearsed {
    answers: number;
  }

  /** What became of one event. `saved` is said only after the commit. */
  interface Result {
    id: string;
    status: "saved" | "refused";
    reason: string;
    phase: "waiting" | "open" | "closed" | "revealed" | "";
    revision: number;
    fields: { [name: string]: number };
    /** When, as people read it: `kl. 10.42`. */
    saved: string;
    public: { [name: string]: any } | null;
    /** Whether characters that no text can keep were left out of what was sent. */
    mended: boolean;
    overwritten: Overwritten | null;
  }

  /** What became of a batch's events, in their order. */
  interface Results {
    now: string;
    results: Result[];
  }

  /** For how many rounds partners are planned. */
  interface Rounds {
    rounds: number;
  }

  /** It is committed. */
  interface Saved {
    saved: true;
  }

  /** Where in which day the big screen is; empty where nothing is shown yet. */
  interface ScreenPosition {
    day: string;
    section: string;
    exercise: string;
    /** Which of the section's slides, from 1; 0 is the first. */
    slide: number;
    /** When the screen says that the day goes on. */
    until: string | null;
    sound: boolean;
  }

  /** One item of the agenda. */
  interface Section {
    id: string;
    title: string;
    minutes: number | null;
    planned: number;
    optional: boolean;
    drop: "" | "first" | "never";
    notes: string;
    slides: SlideTitle[];
    exercises: (AgendaExercise | BrokenExercise)[];
  }

  /** How many exercises were opened. */
  interface SectionOpened {
    opened: number;
  }

  /** One event as a device sends it. */
  interface Sent {
    id: string;
    run: string;
    event: { [name: string]: any };
    base?: number | null;
    ballot?: string | null;
    subject?: string | null;
    pair?: string | null;
    not_cpr?: boolean;
  }

  /** One group of people's answers, under what they are called: everyone, a round, an organisation. */
  interface Series {
    label: string;
    shown: Distribution;
  }

  /** What the big screen shows now. */
  interface ShownNow {
    title: string;
    code: string | null;
    join_url: string | null;
    address: string;
    section: ShownSection | null;
    exercise: WaitingExercise | ExerciseView | null;
    progress: ShownProgress | null;
    clock: GoingClock | null;
    until: GoesOn | null;
    /** Whether a gentle sound tells that a clock has come to its end. */
    sound: boolean;
    people: number;
    here: number;
    role: "participant" | "trainer" | "leader" | "screen" | null;
  }

  /** How many have answered, how many of them are done, of how many. */
  interface ShownProgress {
    count: number;
    finished: number;
    of: number;
  }

  /** The section that is shown, and which one comes next. */
  interface ShownSection {
    id: string;
    title: string;
    minutes: number | null;
    number: number;
    of: number;
    next: string | null;
    is_break: boolean;
    /** Which of its slides, from 1. */
    slide: number;
    /** The slide. */
    html: string;
  }

  /** How many there should be in each group. */
  interface Size {
    size: number;
  }

  /** One of a section's slides on the big screen. */
  interface SlideTitle {
    /** How many of the section's exercises come before it. */
    after: number;
    /** Its own heading; "" where it has none. */
    title: string;
  }

  /** The exercise's phase and round after a step. */
  interface StepTaken {
    phase: "waiting" | "open" | "closed" | "revealed";
    round: number;
  }

  /** What may be shown of everybody's answers to one exercise. With `too_few` nothing is in it but why. */
  interface Summary {
    /** Answers behind it: people's, or groups'. */
    n: number;
    /** What is counted of them: "started" → 9. */
    counts: { [name: string]: number };
    parts: (Question | Heading | Record | Table | Network | Movement)[];
    /** The round before, of a total. */
    before: Summary | null;
    /** Group → the title of the case it worked with. */
    cases: { [name: string]: string };
    /** What one must know to read the parts: (a column's head or another subject, text). Nobody's answers. */
    notes: [string, string][];
    too_few: boolean;
    least: number;
    entered: number;
  }

  /** All that the trainer plans by. */
  interface SupervisionPlan {
    rounds: PlannedRound[];
    /** What the plan breaks as it is, in Danish. */
    breaks: string[];
    /** What it could not keep of what is kept only where it can be, in Danish. */
    notes: string[];
    wishes: PairWish[];
    leaders: LeaderLine[];
  }

  /** Two people change places in a round. */
  interface Swapped {
    round: number;
    person: string;
    other: string;
    anyway?: boolean;
  }

  /** Anything else that is rows and columns. `few`: too few stand behind it for anything to be shown. */
  interface Table {
    id: string;
    title: string;
    head: string[];
    rows: ((string | number | null)[])[];
    /** People behind it; 0 with `few`. */
    n: number;
    few: boolean;
    /** Whether each row ends in people, a figure, and its lowest and highest, on one scale: it can be drawn as dots. */
    dots: boolean;
    shape: "table";
  }

  /** A name on the list that someone says is theirs. */
  interface Taking {
    code: string;
    person: string;
    pin?: string;
    key?: string;
  }

  /** What a one-time link carries. */
  interface Token {
    token: string;
    key?: string;
  }

  /** A tool that can be tried. */
  interface Tool {
    id: string;
    title: string;
  }

  /** A tool that many have tried at their visits. */
  interface TriedTool {
    title: string;
    at_least: number;
  }

  /** Which tools many have tried in a round of visits. Numbers are told in whole steps of the least that may be shown. */
  interface TriedTools {
    round: number;
    /** So many, or a few more, have had a visit. */
    at_least: number;
    tools: TriedTool[];
  }

  /** A text in a total, which the trainer can hide by its mark. */
  interface UnsignedText {
    mark: string;
    /** Of the question it was written to. */
    title: string;
    text: string;
    hidden: boolean;
  }

  /** What stands round the forms of a visit. */
  interface VisitFacts {
    visit: OwnVisit;
    /** The titles of the tools to be tried. */
    tools: string[];
    /** The agreement of the last visit to the same person, where the viewer was there. */
    last: Noted[];
    /** Exactly what a trainer gets of the visit. */
    trainer_sees: Noted[];
    /** How far the two saw the same at their visits so far, to learn from; "" until both have locked this one. */
    alike: string;
    /** What the visit has a part in of all that leaders get. */
    leader_sees: Noted[];
    least: number;
    /** The names of those who have signed. */
    signed: string[];
    i_signed: boolean;
    /** All have signed. */
    closed: boolean;
    /** Whether anything is written. */
    has_words: boolean;
  }

  /** An exercise that was not opened yet. */
  interface WaitingExercise {
    exercise: string;
    kind: string;
    /** What trainers call the kind, in Danish. */
    kind_label: string;
    title: string;
    minutes: number | null;
    /** Whether it gathers answers. */
    gathers: boolean;
    /** Whether the trainer steers it while the class looks on. */
    steered: boolean;
    /** What is said of those who are done, where "har svaret" does not fit. */
    done: string;
    shows_due: boolean;
    /** What the report of it is called, where there is one. */
    report: string;
    phase: "waiting";
  }

  /** A section of a day. */
  interface Whole {
    section: string;
  }

  /** What two people wish; None takes it back. */
  interface Wished {
    person: string;
    other: string;
    wish: "together" | "apart" | null;
  }
}
