"""The packages and the papers that go with them."""
