"""Attack: what can somebody compute who knows all that is shown?"""
