"""What pages draw of a plan, worked out of the graph: the chain of strategies, what serves and measures them, targets by year."""
