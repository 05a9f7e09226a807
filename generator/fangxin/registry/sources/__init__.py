"""Everything that officials write, read together: programme, registers, records and notices."""
