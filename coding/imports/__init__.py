"""Plans of imports: what a file brings is compared with what stands, and becomes rows to insert and to change.

A plan is made on the state that it is applied to. What stands already is a match and adds nothing; what cannot be
is named by row and column, all of it at once, and then there is no plan.
"""
