"""A course's data as pandas tables: `course().answers("myter-og-fakta")`, in a kernel page or in JupyterLab.

A client reads what its viewer may see, and nothing else: the course server decides, by the same table and the same rule of
five as everywhere. On a kernel page address and token are there already. In JupyterLab a trainer makes a token in the console
(*Hent* → *Læs i JupyterLab*) and gives both:

>>> import pejling_client as pejling
>>> hold = pejling.course(address="http://127.0.0.1:8080", token="…")  # doctest: +SKIP
>>> hold.answers("hjemmeopgave-modul-1")  # doctest: +SKIP

Without a server the same calls read a file: *Hent* → *Hele holdet som fil*, or `hold.save("hold.json")`.

>>> hold = pejling.course(file="hold.json")  # doctest: +SKIP

`pejling.example()` is a made-up course to try things on.

Columns have permanent ids as names; what they are called and mean stands in `frame.attrs["columns"]`.
"""

from pejling_client.client import EXAMPLE, Course, NotAllowed, NotReached, course, courses, example

__all__ = ["EXAMPLE", "Course", "NotAllowed", "NotReached", "course", "courses", "example"]
