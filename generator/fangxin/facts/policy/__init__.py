"""The policy: what follows from which failure, in versions that never change once published."""
