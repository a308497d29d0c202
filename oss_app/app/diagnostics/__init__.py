"""What tells how the program and the PC are: the doctor, the support bundle, versions, licences."""
