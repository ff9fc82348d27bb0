"""The rules of claims once more, from their description alone: exact fractions, none of our code.

What it decides is compared with what the indicators service decides. Where the two differ, the words of
services/indicators/domain/CLAIMS.md say which of them is wrong.
"""
