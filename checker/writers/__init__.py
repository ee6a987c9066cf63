"""Drafts written again as files: every module turns plans into bytes, and tells what its format has no place for."""
