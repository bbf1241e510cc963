"""Cover of the posts at home: what each view asks, and the verbs of its records."""
