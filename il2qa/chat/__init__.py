"""The interactive chat: reads keys, shows answers; decides nothing about them."""
