"""
Rank P in the context that a month was published in, so that only what happened to its own people changes it.

The size of the index, phi by stratum, the threshold, the near-miss share and the blocks left out are as they were then
(tables context_*). A stratum or an identity that was not there then is treated as in any run.
"""


def index_size_sql() -> str:
    """context_size -> index_size."""
    return "select people, without_number from context_size"


def near_miss_sql() -> str:
    """context_near_miss -> near_miss."""
    return "select share from context_near_miss"


def threshold_sql() -> str:
    """context_threshold -> threshold."""
    return "select probability, copied_floor from context_threshold"


def presence_sql() -> str:
    """
    presence, context_presence -> presence: the strata of then as they were; a new one has the phi of its parent then.

    Where the month had no event in that state of the number, the phi is that of the whole pool.
    """
    return """
        select stratum, number_state, events, phi, borrowed_from from context_presence
        union all
        select found.stratum, found.number_state, found.events,
            coalesce(state.phi, whole.phi, found.phi) as phi,
            coalesce(state.stratum, whole.stratum, found.borrowed_from) as borrowed_from
        from presence as found
        left join context_presence as same on same.stratum = found.stratum
        left join context_presence as state on state.stratum = found.number_state
        left join context_presence as whole on whole.stratum = 'all'
        where same.stratum is null"""


def event_block_sql() -> str:
    """event_block, context_block -> event_block: left out is what was left out then."""
    return """
        select block.identity_key, block.events, block.block, block.value_key, block.people,
            coalesce(before.is_left_out, block.is_left_out) as is_left_out
        from event_block as block
        left join context_block as before
          on before.identity_key = block.identity_key and before.block = block.block"""
