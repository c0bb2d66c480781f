"""The preview: the book in a browser on this machine, laid out again whenever a file of it is saved."""
