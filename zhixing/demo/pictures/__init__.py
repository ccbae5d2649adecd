"""Four drawings of the demo county, made for it by ``draw``: the pond and the gate of a school,
before and after. Nobody is on them.
"""
