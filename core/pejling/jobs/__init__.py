"""Jobs: reports, exports, backups and analyses, made one at a time by a process beside the server.

A job is a row (`pejling.store.jobs`), a folder for its file, and a kind that says how it is done. The server's `Supervisor`
starts the worker when there is something to do, hands it one job after the other, writes down what becomes of each, and
begins one again that was cut off. The worker only reads the database, and ends with the server.

Why no library of task queues: they want a broker of their own (Redis, RabbitMQ), or PostgreSQL (procrastinate), or a
second SQLite file with pickled calls beside the database (huey). Here one worker is enough, the table must live in
whichever of the two databases the courses are in, so that a deleted course takes its jobs with it, and the words of the one
who asked must stand in no file but that.
"""
