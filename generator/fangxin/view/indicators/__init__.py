"""目标与进度: the plan's targets measured from the registry and the registers, never typed in."""
