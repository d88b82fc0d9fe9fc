"""What is written beside the pages, one module for each format; `handbook.export.files` has them all."""
