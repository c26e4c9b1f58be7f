"""Statistical process control as the NHS does it: is this month as usual, or did something happen?"""
