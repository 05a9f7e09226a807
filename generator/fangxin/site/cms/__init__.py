"""The web form for officials: Decap CMS below ``/admin/``, its configuration made of the tables."""
