"""What it costs: from logged work to an invoice; pure but for the page."""
