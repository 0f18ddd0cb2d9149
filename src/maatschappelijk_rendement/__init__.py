"""Costs and wellbeing before and after an MDO, per financing stream, case and wijk."""
