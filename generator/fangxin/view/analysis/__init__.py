"""投诉数据研判: where complaints gather, which repeat, whom somebody should talk to. Pure."""
