"""What il2qa is compared with, in the same run."""
