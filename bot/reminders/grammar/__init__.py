"""How a phrase is read: tokens -> clauses -> Wish -> Rule. The way in is `phrases.py`.

tokens, spelling and words (what is written), reader and clauses with moments, rhythms, spans,
day_sets, dates, days and clock_times (what each part means), wish (all parts together), timing,
halves, walls and building (what they amount to), problems (why not).
"""
