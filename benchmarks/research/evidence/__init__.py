"""What further evidence gains and harms in rank P."""
