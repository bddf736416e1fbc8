"""Draws the trend of benches/charts.rs with matplotlib and prints the median time in microseconds.

    python3 -m venv target/tmp/matplotlib
    target/tmp/matplotlib/bin/pip install matplotlib
"""

import datetime
import io
import statistics
import time

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt

WEEKS = range(52)
DAYS = [datetime.date(2025, 1, 6) + datetime.timedelta(weeks=week) for week in WEEKS]
LINES = [
    ("Client", "#12436d", "-"),
    ("Supplier", "#28a197", "--"),
    ("Agreed", "#801650", "-."),
]
EVENTS = [(3, "New service owner"), (30, "Major incident")]


def wander(week, line):
    return (5500 + (week * 7919 + line * 1543) % 1500 + week * 38) / 100


def draw():
    figure, axes = plt.subplots(figsize=(9.6, 4.8))
    for number, (name, colour, style) in enumerate(LINES):
        values = [wander(week, number) for week in WEEKS]
        axes.plot(DAYS, values, style, color=colour, marker="o", markersize=3)
        axes.annotate(name, (DAYS[-1], values[-1]), color=colour)
    axes.axhline(75, color="#595959", linewidth=1)
    axes.annotate("Target", (DAYS[0], 75))
    for week, title in EVENTS:
        axes.axvline(DAYS[week], color="#a6a6a6", linewidth=1)
        axes.annotate(title, (DAYS[week], 98))
    axes.axvline(DAYS[18], color="#595959", linestyle=":")
    axes.annotate("Weights changed", (DAYS[18], 94))
    axes.set_ylim(0, 100)
    axes.set_title("Platform support: weekly governance meetings")
    axes.set_ylabel("Score, 0 to 100")
    picture = io.BytesIO()
    figure.savefig(picture, format="svg")
    plt.close(figure)
    return picture.getvalue()


def main():
    draw()
    times = []
    for _ in range(15):
        begun = time.perf_counter()
        draw()
        times.append(time.perf_counter() - begun)
    print(round(statistics.median(times) * 1_000_000))


main()
