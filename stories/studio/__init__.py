"""The studio at /my/: where reporters tell, co-author and say yes."""
