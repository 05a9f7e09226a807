"""Why a merchant's standing is what it is: for ``fangxin show``, as text and as JSON."""
