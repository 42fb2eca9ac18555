"""Kernels that are there at once (Linux): a process runs a notebook, and every visitor gets a copy of it by fork.

Three generations, each forked by the one before, none of them with a thread, an open socket or a ZeroMQ context to share:
the *source* has the libraries loaded, a *template* has run one notebook, a *kernel* belongs to one visitor and speaks with
the gate on a socket of its own. A cell that cannot be shared (it asks who is looking, opens something, starts something) and
all after it are run by each kernel for itself.
"""
