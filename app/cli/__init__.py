"""The commands of whoever runs the service, one file per noun."""
