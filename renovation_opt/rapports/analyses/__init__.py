"""What analyses write: tables, JSON, pages and one-screen summaries of frontiers, presences and explanations."""
