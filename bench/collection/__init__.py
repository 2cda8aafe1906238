"""What a garbage collection costs: itself, those who pull and push meanwhile, and beside the peer's offline one."""
