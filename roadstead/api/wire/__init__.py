"""The contract's schemas, one file for each tag, under the names they have there.

Of what is answered, a field that is None is left out. Of what is read, a field that was not sent is UNSET where
that means something else than null or nothing.
"""
