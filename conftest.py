pytest_plugins = ["tests.county_plugin"]
