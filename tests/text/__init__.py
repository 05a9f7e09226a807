"""Tests of bytes, trees and tables."""
