"""Tables in: what files say, checked against what the bureau keeps, and written with its history.

A reader hands over headings and rows of text: `tables` for our own files, `reading` for those of users, which a process
apart takes to pieces (`parsing`) and of which `sentences` tells what is wrong. A `Sheet` (`sheets`, declared in `lists`
and `records`) says which column fills which field and how its cells are read (`cells`, `lookups`); `checking` turns
rows into unsaved objects and problems; `writing` stores a table whole or not at all; `folders` loads the tables of a
folder.
"""
