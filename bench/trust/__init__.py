"""Mutants of the proved claims and of their derivations: how often does the engine call something false PROVED?"""
