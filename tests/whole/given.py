"""Good bodies, as the contexts list them."""


def given(who, path, address, body, method="post"):
    """A row of `GIVEN`; `address` takes the place of `{id}` in the path."""
    return (method, path), (who, path.replace("{id}", address), body)
