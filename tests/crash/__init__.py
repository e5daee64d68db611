"""Crashes: killed and frozen workers, a full disk, clocks that jump, a machine that sleeps."""
