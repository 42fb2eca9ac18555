"""What is wrong with someone in the speaker's eyes, and names of illnesses; the phrases that hurt are in hurting.txt."""

from pejling_widgets.danish.words import listed

FAULTS = listed("""
kryster krystere bangebuks
doven dovne dovenskab dum dumt naiv naivt barnlig barnligt negativ negativt besværlig besværligt urealistisk
urealistiske ustabil ustabilt uansvarlig uansvarligt umoden umodent selvoptaget selvisk egoistisk krævende forkælet
utaknemmelig utaknemmeligt dramatisk overfølsom sart nærtagende hysterisk kræsen uhøflig ubehøvlet svag pivet slap
sløv sjusket rodet rodehoved fjollet fjollede tåbelig tåbeligt åndssvag åndssvagt uengageret umotiveret ufleksibel
upålidelig utroværdig uærlig fej kujon taber nasser nasse nasserøv snylter byrde særling dørmåtte sinke klovn tosse
tosset idiot idiotisk latterlig latterligt pinlig pinligt flovt ynkelig ynkeligt skidt sølle håbløs gammeldags
snobbet arrogant indbildsk kværulant brokkehoved brokker klynker klynkeri klynk pjat pjattet pjattede sludder vrøvl
uduelig ubrugelig umulig bagstræberisk vægelsindet ubeslutsom passiv uambitiøs kold hård skør mærkelig underlig sur
skødesløs glemsom distræt klodset kluntet uintelligent analfabet doublemoralsk løgner løgn uopdragen skinhellig
ligegyldig inaktiv bedrevidende stædig snakkesalig sløset forvirret rodehoveder fordomsfuld skånselsløs
""")
"""What is wrong with someone, in the speaker's eyes."""

TENDER = listed("hård kold sur skør mærkelig underlig forvirret stædig passiv skidt håbløs negativ svag umulig gammeldags tosset")
"""Faults that are no blow when it is the citizen's own word, or something that only sounds so."""

ILLNESSES = listed("""
depression deprimeret depressiv adhd add autist autisme autistisk asperger ptsd borderline bipolar skizofren psykotisk
narcissist narcissistisk paranoid ordblind talblind hypokonder alkoholiker misbruger ocd socialfobi fobi traume
traumer traumatiseret angstlidelse personlighedsforstyrrelse identitetskrise midtvejskrise livskrise sygelig psykisk
mindreværdskompleks mindreværd kompleks kontroltype kontrolfreak a-menneske b-menneske højsensitiv sensitiv
perfektionist pleaser offertype offerrolle maniker manisk neurotisk anorektiker udbrændthed tvangstanker retarderet
""")
GUESSED = listed("stresset stress angst udbrændt burnout nervøst sygdom syg lidelse diagnose")
"""Named as an illness only with a guess in front of it: »så er du nok stresset«."""
