"""Cover of the posts at home: what is released, what covers it, what is short.

Source of every rule here: "Gaps" in the exact meanings of the exchange contract. Shares
and FTE are whole ten-thousandths, days are ordinals, both ends of a stretch included.

    facts      what is recorded, as the rules need it
    measured   which of it can be measured, and what cannot, with its reason
    sweep      each post over time, cut where anything changes
    figures    the sums of a piece of time, its longest run, its lag, its worst week
    statutory  whether the statutory post is held
    levels     green, amber, red, critical or unknown
    people     who gives more than they have
    chains     who covers whom, down to the end of the chain
    report     all of it for an asked range
    board      one small state for each post and piece of time
    bands      the stretches of a post for which the same is short
    timeline   one post over time, as it is drawn
    why        what made the figures of one post on one day
    asked      what a form asks beyond what a file must say
    imagined   what would be if a record were other than it is
    ripple     what no longer fits when one is changed
    loops      cover that goes round in a circle
"""
