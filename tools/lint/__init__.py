"""The project's own checks: what `docs/architecture.md` promises and no other tool looks at.

`python -m tools.lint` reads every file of the repository and prints `file:line rule message` for each finding.
Only the standard library is used here.
"""
