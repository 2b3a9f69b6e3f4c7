"""The import desk in the admin: what comes in, its proof, and the draft it becomes.

``views`` answers, ``forms`` checks what was sent, ``work`` is the state that the form
carries, ``buttons`` tells what a pressed button means, ``showing`` lays the proof out.
"""
