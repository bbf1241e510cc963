"""The structured e-invoice of an issued document: UBL to be sent, CII in its PDF."""
