"""How far a month's links and headline rates move with the choices behind them."""
