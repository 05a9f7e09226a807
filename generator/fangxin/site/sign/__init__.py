"""The print sign of a merchant, as SVG for print shops and as PNG for everybody else."""
