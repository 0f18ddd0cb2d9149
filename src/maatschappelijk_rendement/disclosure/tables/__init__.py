"""The tables that go through: exact rows in, published rows out, each with its status and rule."""
