"""The one way to a file that a user chose or wrote: texts, lessons, presets, settings.

A name can lead anywhere: to a pipe that nobody fills, a device without end, 40 GB of zeros, a disk on a network that is
gone. `reading.opened` opens regular files only, up to a size, and whatever goes wrong with one is `Refused` in a
sentence. It may take as long as the disk: never in the window's thread where the file may be large.
"""
