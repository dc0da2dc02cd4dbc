"""Files into rows of text, in a process of its own: no database, no Django, and limits on time and memory.

`reading` starts it (`__main__`). `kinds` tells by its content what a file is; `xlsx`, `xls`, `ods`, `html`, `xml2003`
and `text` each make a `Book` of it; `headings` finds the row of headings, and `extract` hands on the rows below it.
What is wrong is told in codes, which `innovation.exchange.sentences` turns into sentences.
"""
