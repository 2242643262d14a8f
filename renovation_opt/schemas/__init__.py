"""What a scenario and a hypothesis set may say: models, YAML reading, problems with their place."""
