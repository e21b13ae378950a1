"""The whole product on this machine, as one process tree (`python -m config.launch`).

Broker, web, worker and beat each lead a process group of their own; what ends is started again,
and all of it ends with the launcher. Everything it writes lies in var/ (WOTU_VAR to change).
"""
