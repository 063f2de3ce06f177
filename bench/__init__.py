"""What is measured, and how what il2qa ships learnt was learnt."""
