"""The report: one HTML file of the published marts, for people without tools."""
