"""The parts of the demonstration: tables told by date, work, money, invoicing."""
