"""The exercise contract: what a kind declares, whose answer it is, who may have what of it, and what may be shown of all."""
